import { duration, type Setting } from './setting.js';

/** About connections: when they are kept alive, and when no more of them are answered. */
export const WIRE_SETTINGS = {
  sseKeepAlive: {
    variable: 'GATEWAY_SSE_KEEP_ALIVE',
    key: 'sse_keep_alive',
    // Common proxies cut a silent connection after 60 s, some after 30 s.
    default: '15s',
    purpose:
      'Silence of a stream after which a comment line is sent, so that no proxy cuts it. What fails before is answered with a status, what fails later with an event.',
    ...duration,
  },
  maxEventLoopDelay: {
    variable: 'GATEWAY_MAX_EVENT_LOOP_DELAY',
    key: 'max_event_loop_delay',
    default: '500ms',
    purpose:
      'Lag of the event loop above which, as long as it goes on, requests are refused with 503 and `Retry-After`; health checks are still answered.',
    ...duration,
  },
} satisfies Record<string, Setting<unknown>>;
