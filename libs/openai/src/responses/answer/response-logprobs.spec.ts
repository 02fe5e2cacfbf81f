import { describe, expect, it } from 'vitest';
import { delta, end } from '../../../test/chat.js';
import { lastResponse, respond, stream, translate } from '../../../test/responses.js';

const CALL = { id: 'call_paris', function: { name: 'get_weather', arguments: { city: 'Paris' } } };

describe('the log probabilities of a response', () => {
  const fields = { include: ['message.output_text.logprobs'], top_logprobs: 1 };
  const token = (text: string, bytes?: number[]) => ({
    token: text,
    logprob: -0.5,
    ...(bytes && { bytes }),
    top_logprobs: [{ token: text, logprob: -0.5, ...(bytes && { bytes }) }],
  });

  it('are asked for, and told with the text', () => {
    expect(translate(fields).nativeRequests[0]).toMatchObject({ logprobs: true, top_logprobs: 1 });
    const chunks = [delta({ thinking: 'I' }, [token('I')]), delta({ content: 'Sö' }, [token('Sö')]), end()];
    const events = stream(chunks, fields);
    expect(events.find(({ type }) => type === 'response.output_text.delta')).toEqual({
      type: 'response.output_text.delta',
      sequence_number: 10,
      item_id: 'msg_1',
      output_index: 1,
      content_index: 0,
      delta: 'Sö',
      logprobs: [{ token: 'Sö', logprob: -0.5, top_logprobs: [{ token: 'Sö', logprob: -0.5 }] }],
    });
    const bytes = [83, 195, 182];
    expect(lastResponse(events).output[1]).toMatchObject({
      content: [{ text: 'Sö', logprobs: [{ token: 'Sö', logprob: -0.5, bytes, top_logprobs: [{ bytes }] }] }],
    });
  });

  it('are those of the text in a whole answer', () => {
    const answer = end({ thinking: 'I', content: 'So' }, { logprobs: [token('I', [73]), token('So', [83, 111])] });
    expect(respond(answer, fields).output[1]).toMatchObject({ content: [{ logprobs: [{ token: 'So' }] }] });
  });
});

describe('log probabilities that an older server does not know', () => {
  const fields = { include: ['reasoning.encrypted_content', 'message.output_text.logprobs'] };

  it('are named to the client', () => {
    const whole = translate(fields);
    whole.toBody([end({ content: 'So' })]);
    expect(whole.ignoredFields).toEqual(['include[0]', 'include[1]']);
    const streamed = translate({ ...fields, stream: true });
    streamed.toEvents(0, [delta({ content: 'So' })]);
    expect(streamed.ignoredFields).toEqual(['include[0]', 'include[1]']);
  });

  it('are not missed beside a call alone', () => {
    const called = translate(fields);
    called.toBody([end({ tool_calls: [CALL] })]);
    expect(called.ignoredFields).toEqual(['include[0]']);
  });
});
