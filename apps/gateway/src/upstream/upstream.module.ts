import { Global, Module } from '@nestjs/common';
import { NativeOllamaService } from '@app/ollama';
import { CONFIGURATION } from '../config/configuration.module.js';
import type { Configuration } from '../config/settings.js';
import { UpstreamService } from './upstream.service.js';

const MAX_LINE_BYTES = 16 * 1024 * 1024;

@Global()
@Module({
  providers: [
    UpstreamService,
    {
      provide: NativeOllamaService,
      inject: [UpstreamService, CONFIGURATION],
      useFactory: async (upstream: UpstreamService, configuration: Configuration) =>
        new NativeOllamaService(await upstream.open(), {
          connectTimeoutMs: configuration.connectTimeout,
          firstByteTimeoutMs: configuration.firstByteTimeout,
          chunkTimeoutMs: configuration.chunkTimeout,
          maxLineBytes: MAX_LINE_BYTES,
          retries: configuration.retries,
          admission: {
            maxInFlight: configuration.maxInFlight,
            maxWaiting: configuration.maxQueue,
            maxWaitMs: configuration.queueTimeout,
          },
        }),
    },
  ],
  exports: [NativeOllamaService, UpstreamService],
})
export class UpstreamModule {}
