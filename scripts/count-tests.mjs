import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Adds up the JSON reports of vitest in a directory; fails when a test failed, and when none ran.
const [directory] = process.argv.slice(2);
const reports = readdirSync(directory).map((name) => JSON.parse(readFileSync(join(directory, name), 'utf8')));
const sum = (field) => reports.reduce((total, report) => total + report[field], 0);

const passed = sum('numPassedTests');
const failed = sum('numFailedTests') + sum('numPendingTests') + sum('numTodoTests');
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
