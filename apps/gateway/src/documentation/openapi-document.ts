import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { nameRestsOfPaths } from './rest-of-path.js';

/** Serves Swagger UI at `/docs` and the OpenAPI document at `/openapi.json`. */
export function serveDocumentation(app: INestApplication, version: string): void {
  const description = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Ollama Gateway')
    .setDescription(
      'The OpenAI API on top of Ollama. Errors have the form `{"error": {message, type, param, code}}`; those of Ollama’s own API, below `/api`, the form `{"error": message}`.',
    )
    .setVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addTag('Chat', 'Conversations with a model.')
    .addTag('Responses', 'Conversations of items, as newer clients have them.')
    .addTag('Completions', 'Texts that a model goes on with.')
    .addTag('Embeddings', 'Texts as vectors.')
    .addTag('Audio', 'Recordings as text.')
    .addTag('Models', 'What is installed.')
    .addTag('Ollama', 'Ollama’s own API, on the same port.')
    .addTag('Service', 'Whether this service works.')
    .build();
  SwaggerModule.setup('docs', app, () => nameRestsOfPaths(SwaggerModule.createDocument(app, description)), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Ollama Gateway',
    // Try it out shows the whole answer, also of a stream.
    swaggerOptions: { tryItOutEnabled: false, displayRequestDuration: true },
    raw: ['json'],
  });
}
