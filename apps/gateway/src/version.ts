import { readFileSync } from 'node:fs';
import { projectPath } from './config/project-path.js';

const { version } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as { version: string };

/** The version of this service, as its package has it. */
export const VERSION = version;
