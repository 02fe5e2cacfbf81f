import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';

@ApiTags('Service')
@Controller()
export class RootController {
  @Get()
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiOperation({ operationId: 'describeService', summary: 'Says what this is' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string', examples: ['Ollama Gateway is running'] } })
  root(): string {
    return 'Ollama Gateway is running';
  }
}
