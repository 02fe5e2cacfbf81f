import { Controller, Get, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { NativeRoute } from './native.documentation.js';
import { Exchanged, type NativeExchange } from './native-exchange.decorator.js';
import { NativeGroup, NativeGroupGuard } from './native-group.guard.js';
import { NativeRelay } from './native-relay.js';

@ApiTags('Ollama')
@Controller('api')
@NativeGroup('read')
@UseGuards(NativeGroupGuard)
export class ReadController {
  constructor(private readonly relay: NativeRelay) {}

  @Get('version')
  @NativeRoute('ollamaVersion', 'Tells the version of Ollama')
  version(@Exchanged() exchange: NativeExchange): Observable<undefined> {
    return this.relay.pass(exchange, 'read');
  }

  @Get('tags')
  @NativeRoute('ollamaTags', 'Lists the models that are installed')
  tags(@Exchanged() exchange: NativeExchange): Observable<undefined> {
    return this.relay.pass(exchange, 'read');
  }

  @Post('show')
  @NativeRoute('ollamaShow', 'Describes a model')
  show(@Exchanged() exchange: NativeExchange): Observable<undefined> {
    return this.relay.pass(exchange, 'read');
  }

  @Get('ps')
  @NativeRoute('ollamaPs', 'Lists the models that are in memory')
  ps(@Exchanged() exchange: NativeExchange): Observable<undefined> {
    return this.relay.pass(exchange, 'read');
  }
}
