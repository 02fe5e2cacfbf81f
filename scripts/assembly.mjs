// Compiles the AssemblyScript into a TypeScript file that is committed: what runs, tests or watches the service reads it as
// any other. With `--check`, what is there is only held against its source.
import { readFileSync, writeFileSync } from 'node:fs';
import { main as compileAssembly } from 'assemblyscript/asc';

const SOURCE = 'libs/openai/assembly/numbers.ts';
const COMPILED = 'libs/openai/src/embeddings/numbers.wasm.ts';

const compiled = `// Compiled from ${SOURCE} by \`npm run assembly\`.
// prettier-ignore
export const NUMBERS_WASM = '${Buffer.from(await compile()).toString('base64')}';
`;
if (!process.argv.includes('--check')) {
  writeFileSync(COMPILED, compiled);
} else if (readFileSync(COMPILED, 'utf8') !== compiled) {
  console.error(`${COMPILED} is not what its source compiles to: run \`npm run assembly\`.`);
  process.exit(1);
}

async function compile() {
  let module;
  const options = ['-O3', '--runtime', 'stub', '--enable', 'simd', '--outFile', 'numbers.wasm'];
  const { error } = await compileAssembly([SOURCE, ...options], {
    stderr: process.stderr,
    writeFile: (_name, contents) => (module = contents),
  });
  // It has said why.
  if (error) process.exit(1);
  return module;
}
