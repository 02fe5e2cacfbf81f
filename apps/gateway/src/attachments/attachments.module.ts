import { Global, Module } from '@nestjs/common';
import { AttachmentLoader } from './attachment-loader.js';
import { AttachmentReader } from './reading/attachment-reader.js';
import { PublicInternet } from './remote/public-internet.js';
import { RemoteFiles } from './remote/remote-files.js';

@Global()
@Module({ providers: [AttachmentLoader, AttachmentReader, RemoteFiles, PublicInternet], exports: [AttachmentLoader] })
export class AttachmentsModule {}
