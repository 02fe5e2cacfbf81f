// Checks demo.gguf with node-llama-cpp at temperature 0: held-out examples of data.py, answers.json, then other uses of the model.
//   node check.mjs [--n 60] [--model ../../models/demo.gguf] [--fails]      (run it in this folder)
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Template } from "@huggingface/jinja";
import { getLlama, LlamaChatSession, LlamaCompletion, defineChatSessionFunction, resolveChatWrapper } from "node-llama-cpp";

const { values: args } = parseArgs({
  options: {
    n: { type: "string", default: "60" },
    model: { type: "string", default: "../../models/demo.gguf" },
    fails: { type: "boolean", default: false },
  },
});

const llama = await getLlama({ gpu: false, build: "never", logLevel: "error" });
const model = await llama.loadModel({ modelPath: args.model });
const context = await model.createContext({ contextSize: 2048, sequences: 2, threads: 1 });
const sequence = context.getSequence();
const template = new Template(model.fileInfo.metadata.tokenizer.chat_template);

async function generate(prompt, maxTokens = 400) {
  const tokens = model.tokenize(prompt, true);
  if (tokens.length + 100 > 2048) throw new Error("prompt too long: " + tokens.length);
  await sequence.clearHistory();
  const out = [];
  for await (const token of sequence.evaluate(tokens, { temperature: 0 })) {
    if (model.isEogToken(token) || out.push(token) >= maxTokens) break;
  }
  return { text: model.detokenize(out, true), tokens: tokens.length };
}

// ---- held-out examples
const REAL = "For a real answer, connect an Ollama server or load a real GGUF model.";
const FALLBACK = new RegExp(
  `^(Arr, matey! )?(I am only a small demo model and do not know enough about "[^"]{1,40}"\\.|I am only a small demo model and cannot work with code\\.|` +
    `I can only add and subtract numbers from 0 to 20\\.|Sorry, I only understand a little English\\.|I do not know what you mean\\.|That is a long text, and I am only a small demo model\\.) ${REAL}$`,
);

// The answer must be the expected one; any clean fallback is fine where a fallback is expected; a thought must be one short sentence.
function correct(check, text) {
  const expected = check.expected.replace(/<\|im_end\|>$|<\|endoftext\|>$/, "");
  const [, thought, answer] = /^(<think>\n[^\n]{5,120}\n<\/think>\n\n)?([^]*)$/.exec(text);
  const right = expected.replace(/^<think>[^]*<\/think>\n\n/, "");
  if (!!thought !== (right !== expected)) return false;
  return answer === right || (FALLBACK.test(right) && FALLBACK.test(answer));
}

const checks = JSON.parse(execFileSync("python3", ["data.py", "checks", args.n], { maxBuffer: 1 << 28 }).toString());
const scores = new Map();
let rendered = 0;
for (const check of checks) {
  if (check.messages) {
    const text = template.render({
      messages: check.messages, add_generation_prompt: true, enable_thinking: check.thinking, ...(check.tools ? { tools: check.tools } : {}),
    });
    if (text !== check.rendered) throw new Error("the template differs from data.py:\n" + text + "\n---\n" + check.rendered);
    rendered++;
  }
  const { text, tokens } = await generate(check.rendered);
  const ok = correct(check, text);
  const key = check.skill + (check.thinking ? " (thinking)" : "");
  for (const name of check.thinking ? [check.skill, "all with thinking"] : [check.skill]) {
    const score = scores.get(name) ?? { right: 0, all: 0, tokens: 0 };
    scores.set(name, { right: score.right + ok, all: score.all + 1, tokens: Math.max(score.tokens, tokens) });
  }
  if (!ok && args.fails) console.log(`--- ${key}\n${check.rendered.slice(-300)}\n=> ${text}\n!= ${check.expected}`);
}
console.log(`chat template: ${rendered} prompts equal to the training data's`);
for (const [skill, { right, all, tokens }] of scores)
  console.log(`${skill.padEnd(22)} ${String(right).padStart(4)} of ${String(all).padStart(4)}  ${((100 * right) / all).toFixed(1)} %  longest prompt ${tokens}`);

// ---- the prompts of answers.json, whose answers tests may assert
const answers = JSON.parse(readFileSync("answers.json", "utf8"));
let exact = 0;
for (const { messages, tools, prompt, suffix, options, answer } of answers) {
  const text = messages
    ? template.render({ messages, add_generation_prompt: true, ...options, ...(tools ? { tools } : {}) })
    : suffix === undefined ? prompt : `<|fim_prefix|>${prompt}<|fim_suffix|>${suffix}<|fim_middle|>`;
  const got = (await generate(text)).text;
  if (got === answer) exact++;
  else console.log(`--- answers.json\n${text.slice(-300)}\n=> ${got}\n!= ${answer}`);
}
console.log(`answers.json: ${exact} of ${answers.length} exact`);

// ---- other uses
const user = (content) => [{ role: "user", content }];
const ask = (content) => generate(template.render({ messages: user(content), add_generation_prompt: true, enable_thinking: false }));
const wrapper = resolveChatWrapper(model);
console.log("chat wrapper:", wrapper.wrapperName, "function calls from the template:", wrapper.usingJinjaFunctionCallTemplate);

const calls = [];
const weather = defineChatSessionFunction({
  description: "Get the current weather in a given location",
  params: { type: "object", properties: { location: { type: "string" } }, required: ["location"] },
  handler: (params) => (calls.push(params), { temperature: 18, condition: "sunny" }),
});
const chat = new LlamaChatSession({ contextSequence: context.getSequence(), chatWrapper: wrapper });
console.log("functions:", JSON.stringify(await chat.prompt("What is the weather in Paris?", { functions: { get_weather: weather }, temperature: 0, maxTokens: 100 })), "calls:", JSON.stringify(calls));
chat.resetChatHistory();
const grammar = await llama.createGrammarForJsonSchema({ type: "object", properties: { name: { type: "string" }, age: { type: "integer" } } });
console.log("schema:", await chat.prompt("Ada is 36 years old. Extract name and age as JSON.", { grammar, temperature: 0, maxTokens: 100 }));
chat.resetChatHistory();
const other = await llama.createGrammarForJsonSchema({ type: "object", properties: { city: { type: "string" }, population: { type: "integer" }, sunny: { type: "boolean" } } });
console.log("unknown schema:", await chat.prompt("Describe Berlin.", { grammar: other, temperature: 0, maxTokens: 100 }));
chat.dispose();

await sequence.clearHistory();
const completion = new LlamaCompletion({ contextSequence: sequence });
console.log("infill:", JSON.stringify(await completion.generateInfillCompletion("def add(a, b):\n    return ", "\n\nprint(add(1, 2))\n", { temperature: 0, maxTokens: 40 })));

const embedder = await model.createEmbeddingContext({ threads: 1 });
const vector = async (text) => (await embedder.getEmbeddingFor(text)).vector;
const cosine = (a, b) => a.reduce((s, x, i) => s + x * b[i], 0) / Math.sqrt(a.reduce((s, x) => s + x * x, 0) * b.reduce((s, x) => s + x * x, 0));
for (const [a, near, far] of [
  ["What is the capital of France?", "what is the capital of france", "Tell me a joke."],
  ["The cat sleeps on the chair.", "A cat is sleeping on the chair.", "How do I connect Ollama?"],
  ["Hello, how are you?", "Hi, how are you doing?", "Set a timer for 5 minutes."],
  ["The weather is sunny in Rome.", "It is sunny in Rome today.", "2 + 3 = 5"],
]) {
  const v = await vector(a);
  console.log(`embedding: near ${cosine(v, await vector(near)).toFixed(3)}  far ${cosine(v, await vector(far)).toFixed(3)}  ${a} | ${near} | ${far}`);
}

const long = checks.filter((c) => c.skill === "long prompt").at(-1).rendered;
let start = performance.now();
const { tokens } = await generate(long, 1);
console.log(`prompt: ${Math.round((tokens / (performance.now() - start)) * 1000)} tokens/s (${tokens} tokens)`);
start = performance.now();
const tale = await ask("Tell me a story.");
console.log(`generation: ${Math.round((model.tokenize(tale.text).length / (performance.now() - start)) * 1000)} tokens/s (${model.tokenize(tale.text).length} tokens)`);
await llama.dispose();
