import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck, type HealthCheckResult, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { NativeOllamaService } from '@app/ollama';
import { OpenAiError } from '@app/openai';
import { firstValueFrom, timeout } from 'rxjs';
import { ApiErrors } from '../documentation/api-errors.decorator.js';

const PATIENCE_MS = 5_000;

@ApiTags('Service')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly ollama: NativeOllamaService,
  ) {}

  @Get('live')
  @ApiOperation({ operationId: 'checkLiveness', summary: 'The process runs and answers' })
  @ApiOkResponse({
    schema: { type: 'object', properties: { status: { type: 'string', enum: ['ok'] } }, required: ['status'] },
  })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @HealthCheck({ swaggerDocumentation: false })
  @ApiOperation({ operationId: 'checkReadiness', summary: 'Ollama, or the embedded engine, answers' })
  @ApiOkResponse({
    schema: {
      type: 'object',
      properties: { status: { type: 'string', enum: ['ok'] }, info: { type: 'object' } },
      required: ['status'],
    },
  })
  @ApiErrors(503)
  async ready(): Promise<HealthCheckResult> {
    try {
      return await this.health.check([() => this.upstream()]);
    } catch (cause) {
      throw notReady(cause);
    }
  }

  private async upstream() {
    const indicator = this.indicators.check('upstream');
    try {
      const { version } = await firstValueFrom(this.ollama.version().pipe(timeout(PATIENCE_MS)));
      return indicator.up({ version });
    } catch {
      return indicator.down();
    }
  }
}

function notReady(cause: unknown): OpenAiError {
  const error = new OpenAiError({
    status: 503,
    type: 'server_error',
    message: 'Not ready: Ollama does not answer.',
    code: 'upstream_not_ready',
    retryAfterSeconds: 1,
  });
  error.cause = cause;
  return error;
}
