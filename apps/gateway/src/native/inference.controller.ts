import { Controller, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { NativeRoute } from './native.documentation.js';
import { Exchanged, type NativeExchange } from './native-exchange.decorator.js';
import { NativeGroup, NativeGroupGuard } from './native-group.guard.js';
import { NativeRelay } from './native-relay.js';

@ApiTags('Ollama')
@Controller('api')
@NativeGroup('inference')
@UseGuards(NativeGroupGuard)
export class InferenceController {
  constructor(private readonly relay: NativeRelay) {}

  @Post('chat')
  @NativeRoute('ollamaChat', 'Continues a conversation')
  chat(@Exchanged() exchange: NativeExchange): Observable<undefined> {
    return this.relay.pass(exchange, 'inference');
  }

  @Post('generate')
  @NativeRoute('ollamaGenerate', 'Continues a text')
  generate(@Exchanged() exchange: NativeExchange): Observable<undefined> {
    return this.relay.pass(exchange, 'inference');
  }

  @Post('embed')
  @NativeRoute('ollamaEmbed', 'Embeds texts')
  embed(@Exchanged() exchange: NativeExchange): Observable<undefined> {
    return this.relay.pass(exchange, 'inference');
  }

  @Post('embeddings')
  @NativeRoute('ollamaEmbeddings', 'Embeds a text, in the older way')
  embeddings(@Exchanged() exchange: NativeExchange): Observable<undefined> {
    return this.relay.pass(exchange, 'inference');
  }
}
