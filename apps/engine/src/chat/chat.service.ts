import { Injectable } from '@nestjs/common';
import type { OllamaChatChunk, OllamaMessage } from '@app/ollama';
import { type AnswerPart, isEmpty } from '../answers/answer-parser.js';
import { readSettings } from '../answers/answer-request.js';
import { AnswerWriter, type Prompt } from '../answers/answer-writer.js';
import { mapGenerated } from '../answers/map-generated.js';
import { fits, type Room, tokenize } from '../answers/prompt.js';
import { NativeError } from '../errors/native-error.js';
import { timestamp } from '../http/timestamp.js';
import type { LoadedModel } from '../models/loaded-model.js';
import { ModelCatalog, type CatalogEntry } from '../models/model-catalog.js';
import { ModelDirectory } from '../models/model-directory.js';
import { type ThinkingTags, toolCallForm } from '../models/template-traits.js';
import { callId } from './call-id.js';
import type { ChatRequest } from './chat-request.js';
import type { TemplateInput } from '../models/chat-template.js';
import { fitMessages } from './fit-messages.js';

@Injectable()
export class ChatService {
  constructor(
    private readonly directory: ModelDirectory,
    private readonly catalog: ModelCatalog,
    private readonly writer: AnswerWriter,
  ) {}

  /** The answer to a conversation, a chunk as soon as there is something to tell. */
  async *chat(request: ChatRequest, signal: AbortSignal): AsyncGenerator<OllamaChatChunk> {
    const file = await this.directory.get(request.model);
    const entry = await this.catalog.describe(file);
    checkCapabilities(request, entry);
    const settings = readSettings(request, entry);
    const { messages, tools } = request;
    const answer = this.writer.write(
      {
        file,
        entry,
        settings,
        toolCalls: tools && tools.length > 0 ? toolCallForm(entry.template ?? '') : undefined,
        prompt: (loaded, room) => chatPrompt(loaded, room, { messages, tools, think: settings.think }, settings.tags),
      },
      signal,
    );
    const { model } = request;
    const { reason, measures } = yield* mapGenerated(answer, chatDeltas(model));
    yield {
      model,
      created_at: timestamp(),
      message: { role: 'assistant', content: '' },
      done: true,
      done_reason: reason,
      ...measures.toMetrics(),
    };
  }
}

/** Chunks for the parts that say something; calls of tools are numbered through the whole answer. */
function chatDeltas(model: string): (part: AnswerPart) => OllamaChatChunk | undefined {
  let calls = 0;
  return (part) => {
    if (isEmpty(part)) return undefined;
    const { content, thinking, logprobs } = part;
    const toolCalls = part.calls.map((call) => ({ id: callId(), function: { index: calls++, ...call } }));
    return {
      model,
      created_at: timestamp(),
      message: {
        role: 'assistant',
        content,
        ...(thinking !== '' && { thinking }),
        ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
      },
      done: false,
      ...(logprobs.length > 0 && { logprobs }),
    };
  };
}

function checkCapabilities({ model, messages, tools }: ChatRequest, { capabilities }: CatalogEntry): void {
  if (!capabilities.includes('completion'))
    throw NativeError.badRequest(`${JSON.stringify(model)} does not support chat`);
  if (tools && tools.length > 0 && !capabilities.includes('tools')) {
    throw NativeError.badRequest(`${model} does not support tools`);
  }
  if (messages.some(({ images }) => images && images.length > 0)) {
    throw NativeError.badRequest(`${model} does not support vision`);
  }
}

function chatPrompt(loaded: LoadedModel, room: Room, input: TemplateInput, tags: ThinkingTags | undefined): Prompt {
  const render = (messages: OllamaMessage[]) => loaded.template.render({ ...input, messages });
  const isTooLong = (messages: OllamaMessage[]) => !fits(loaded, render(messages), room);
  const { messages } = input;
  const kept = room.truncate && isTooLong(messages) ? fitMessages(messages, (fewer) => !isTooLong(fewer)) : messages;
  const prompt = render(kept);
  return {
    tokens: tokenize(loaded, prompt, room),
    thinkingHasBegun: tags !== undefined && prompt.trimEnd().endsWith(tags.open),
  };
}
