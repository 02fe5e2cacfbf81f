import { Controller, Delete, Head, Post, UseGuards } from '@nestjs/common';
import { ApiParam, type ApiParamOptions, ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { NativeRoute } from './native.documentation.js';
import { Exchanged, type NativeExchange } from './native-exchange.decorator.js';
import { NativeGroup, NativeGroupGuard } from './native-group.guard.js';
import { NativeRelay } from './native-relay.js';

const DIGEST: ApiParamOptions = {
  name: 'digest',
  description: 'What the file must hash to.',
  schema: { type: 'string', example: `sha256:${'0'.repeat(64)}` },
};

@ApiTags('Ollama')
@Controller('api')
@NativeGroup('manage')
@UseGuards(NativeGroupGuard)
export class ManageController {
  constructor(private readonly relay: NativeRelay) {}

  @Post('pull')
  @NativeRoute('ollamaPull', 'Downloads a model')
  pull(@Exchanged() exchange: NativeExchange): Observable<undefined> {
    return this.relay.pass(exchange, 'manage');
  }

  @Post('push')
  @NativeRoute('ollamaPush', 'Uploads a model to a registry')
  push(@Exchanged() exchange: NativeExchange): Observable<undefined> {
    return this.relay.pass(exchange, 'manage');
  }

  @Post('create')
  @NativeRoute('ollamaCreate', 'Creates a model')
  create(@Exchanged() exchange: NativeExchange): Observable<undefined> {
    return this.relay.pass(exchange, 'manage');
  }

  @Post('copy')
  @NativeRoute('ollamaCopy', 'Gives a model another name too')
  copy(@Exchanged() exchange: NativeExchange): Observable<undefined> {
    return this.relay.pass(exchange, 'manage');
  }

  @Delete('delete')
  @NativeRoute('ollamaDelete', 'Removes a model')
  delete(@Exchanged() exchange: NativeExchange): Observable<undefined> {
    return this.relay.pass(exchange, 'manage');
  }

  @Head('blobs/:digest')
  @ApiParam(DIGEST)
  @NativeRoute('ollamaBlob', 'Tells whether a file is there')
  blob(@Exchanged() exchange: NativeExchange): Observable<undefined> {
    return this.relay.pass(exchange, 'manage');
  }

  @Post('blobs/:digest')
  @ApiParam(DIGEST)
  @NativeRoute('ollamaUpload', 'Takes a file that a model is made of')
  upload(@Exchanged() exchange: NativeExchange): Observable<undefined> {
    return this.relay.pass(exchange, 'manage');
  }
}
