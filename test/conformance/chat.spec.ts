import { describe } from 'vitest';
import { CHAT_FILES, loadCases } from './cases.js';
import { conformanceSuite } from './conformance-suite.js';
import { CHAT_DIFFERENCES } from './deliberate-differences.js';
import { playChat } from './play-chat.js';

describe('chat completions', () => {
  conformanceSuite(loadCases(...CHAT_FILES), CHAT_DIFFERENCES, playChat);
});
