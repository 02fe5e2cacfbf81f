import { describe, expect, it } from 'vitest';
import { OpenAiError } from '../../errors/openai-error.js';
import type { Tool } from './tool.js';
import { type ToolFields, toResponseTools } from './to-tool-selection.js';
import type { UnavailableToolsMode } from '../../translation/response-settings.js';

const WEATHER: Tool = { type: 'function', name: 'get_weather', parameters: { type: 'object' }, strict: true };
const SHELL: Tool = { type: 'custom', name: 'shell', description: 'Runs a command.' };
const FILES: Tool = {
  type: 'namespace',
  name: 'my.files',
  description: 'Files.',
  tools: [
    { type: 'function', name: 'read-file', description: 'Reads one.' },
    { type: 'custom', name: 'write' },
  ],
};

function toolsOf(fields: Partial<ToolFields>, mode: UnavailableToolsMode = 'refuse') {
  return toResponseTools({ input: 'Hello', ...fields }, mode);
}

function errorOf(fields: Partial<ToolFields>, mode?: UnavailableToolsMode) {
  try {
    toolsOf(fields, mode);
  } catch (error) {
    if (error instanceof OpenAiError) return error.toBody().error;
  }
  throw new Error('It was not refused');
}

describe('the tools of a request', () => {
  it('are functions for the model, whatever they are for the client', () => {
    const { selection, names } = toolsOf({ tools: [WEATHER, SHELL, FILES] });
    expect(selection).toMatchObject({ mode: 'auto', parallel: true });
    expect(selection.functions).toEqual([
      { name: 'get_weather', parameters: { type: 'object' }, strict: true, param: 'tools[0]' },
      {
        name: 'shell',
        description: 'Runs a command.',
        parameters: {
          type: 'object',
          properties: { input: { type: 'string', description: 'The input of the tool, as free text.' } },
          required: ['input'],
        },
        param: 'tools[1]',
      },
      { name: 'my_files__read_file', description: 'Files.\nReads one.', param: 'tools[2].tools[0]' },
      expect.objectContaining({ name: 'my_files__write', param: 'tools[2].tools[1]' }),
    ]);
    expect(names.toIdentity('my_files__read_file')).toEqual({
      type: 'function',
      name: 'read-file',
      namespace: 'my.files',
    });
    expect(names.toIdentity('my_files__write')).toEqual({ type: 'custom', name: 'write', namespace: 'my.files' });
    expect(names.toIdentity('shell')).toEqual({ type: 'custom', name: 'shell' });
    expect(names.toIdentity('made_up')).toEqual({ type: 'function', name: 'made_up' });
  });

  it('have names that differ, and are not too long', () => {
    const long = 'x'.repeat(100);
    const member = (name: string): Tool => ({ type: 'namespace', name, tools: [{ type: 'function', name: 'f' }] });
    const { selection, names } = toolsOf({ tools: [member('a.b'), member('a-b'), member('a_b'), member(long)] });
    expect(selection.functions.map(({ name }) => name)).toEqual([
      'a_b__f',
      'a_b__f_2',
      'a_b__f_3',
      `${'x'.repeat(61)}__f`,
    ]);
    expect(names.toIdentity('a_b__f_2').namespace).toBe('a-b');
    expect(names.toNative({ namespace: 'a-b', name: 'f' })).toBe('a_b__f_2');
  });

  it('have names of at most 64 characters, however many are alike', () => {
    const members = Array.from({ length: 1001 }, (_, place) => `${place}${'x'.repeat(64)}`);
    const tools = members.map((name) => ({ type: 'function' as const, name }));
    const { selection } = toolsOf({ tools: [{ type: 'namespace', name: 'n', tools }] });
    const natives = selection.functions.map(({ name }) => name);
    expect(new Set(natives).size).toBe(1001);
    expect(natives.at(-1)).toBe(`${'x'.repeat(59)}_1001`);
  });

  it('may be told in the conversation, where they take the place of earlier ones', () => {
    const anew: Tool = { type: 'function', name: 'get_weather', description: 'Better.' };
    const { selection, declared } = toolsOf({
      tools: [WEATHER],
      input: [
        { type: 'additional_tools', tools: [anew, SHELL] },
        { type: 'additional_tools', tools: [SHELL] },
      ],
    });
    expect(selection.functions.map(({ name, description }) => [name, description])).toEqual([
      ['get_weather', 'Better.'],
      ['shell', 'Runs a command.'],
    ]);
    expect(declared).toEqual([WEATHER]);
  });

  it('that are not there are refused, or left out', () => {
    const tools: Tool[] = [WEATHER, { type: 'web_search' }, { type: 'file_search' }];
    expect(errorOf({ tools })).toEqual({
      message:
        "The tool 'web_search' is not supported: there is no such tool here. Supported are functions, custom tools and namespaces of them.",
      type: 'invalid_request_error',
      param: 'tools[1]',
      code: 'unsupported_parameter',
    });
    expect(errorOf({ tools }, 'drop_web_search').param).toBe('tools[2]');
    expect(toolsOf({ tools }, 'drop')).toMatchObject({ declared: [WEATHER], dropped: ['tools[1]', 'tools[2]'] });
    const input = [{ type: 'additional_tools' as const, tools: [{ type: 'web_search' as const }] }];
    expect(toolsOf({ input }, 'drop_web_search').dropped).toEqual(['input[0].tools[0]']);
  });
});

describe('a choice', () => {
  const tools = [WEATHER, SHELL, FILES];

  it.each<[string, ToolFields['tool_choice'], string, string[]]>([
    ['none', 'none', 'none', ['get_weather', 'shell', 'my_files__read_file', 'my_files__write']],
    ['any', 'required', 'required', ['get_weather', 'shell', 'my_files__read_file', 'my_files__write']],
    ['a function', { type: 'function', name: 'get_weather' }, 'required', ['get_weather']],
    ['a custom tool', { type: 'custom', name: 'shell' }, 'required', ['shell']],
    ['a member', { type: 'function', name: 'read-file' }, 'required', ['my_files__read_file']],
    [
      'some',
      {
        type: 'allowed_tools',
        mode: 'auto',
        tools: [
          { type: 'function', name: 'get_weather' },
          { type: 'namespace', name: 'my.files' },
        ],
      },
      'auto',
      ['get_weather', 'my_files__read_file', 'my_files__write'],
    ],
  ])('%s', (_name, tool_choice, mode, callable) => {
    const { selection } = toolsOf({ tools, tool_choice });
    expect(selection.mode).toBe(mode);
    expect(selection.callable.map(({ name }) => name)).toEqual(callable);
  });

  it.each<[string, Partial<ToolFields>, string]>([
    ['of a tool that is not declared', { tools, tool_choice: { type: 'function', name: 'nope' } }, 'tool_choice'],
    ['of another kind', { tools, tool_choice: { type: 'custom', name: 'get_weather' } }, 'tool_choice'],
    ['of a tool that is not there', { tools, tool_choice: { type: 'file_search' } }, 'tool_choice'],
    [
      'among tools that are not there',
      { tools, tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'mcp' }] } },
      'tool_choice.tools[0]',
    ],
    ['of any where there are none', { tool_choice: 'required' }, 'tool_choice'],
    [
      'of a namespace without a name',
      { tools, tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'namespace' }] } },
      'tool_choice.tools[0]',
    ],
  ])('%s is refused', (_name, fields, param) => {
    expect(errorOf(fields).param).toBe(param);
  });
});

it('a choice is refused where what must be called is left out', () => {
  const tool_choice = { type: 'allowed_tools', mode: 'required', tools: [{ type: 'web_search' }] } as const;
  expect(errorOf({ tools: [WEATHER, { type: 'web_search' }], tool_choice }, 'drop_web_search')).toMatchObject({
    param: 'tool_choice',
    code: 'invalid_value',
  });
});

describe('declarations that are refused', () => {
  it.each<[string, Tool[], string, string]>([
    ['two of one name', [WEATHER, { type: 'custom', name: 'get_weather' }], 'tools[1].name', 'invalid_value'],
    [
      'a grammar',
      [{ type: 'namespace', name: 'n', tools: [{ type: 'custom', name: 'c', format: { type: 'grammar' } }] }],
      'tools[0].tools[0].format',
      'unsupported_parameter',
    ],
  ])('%s', (_name, tools, param, code) => {
    expect(errorOf({ tools })).toMatchObject({ param, code });
  });
});
