import { Controller, Head, Post } from '@nestjs/common';
import { NativeError } from '../errors/native-error.js';

/** Routes of Ollama that need more than a directory of GGUF files. */
@Controller('api')
export class MissingController {
  @Post('create')
  create(): never {
    throw NativeError.notInTheEngine('create models');
  }

  @Post('push')
  push(): never {
    throw NativeError.notInTheEngine('push models');
  }

  @Post('blobs/:digest')
  storeBlob(): never {
    throw NativeError.notInTheEngine('store blobs');
  }

  @Head('blobs/:digest')
  findBlob(): never {
    throw NativeError.notInTheEngine('store blobs');
  }
}
