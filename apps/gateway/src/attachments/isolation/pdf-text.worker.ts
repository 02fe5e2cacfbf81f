import { parentPort, workerData } from 'node:worker_threads';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import type { IsolatedAnswer } from './isolated-answer.js';

// More than any model's context holds.
const MAX_CHARACTERS = 10_000_000;

parentPort?.postMessage(await read(workerData as Uint8Array));

async function read(bytes: Uint8Array): Promise<IsolatedAnswer> {
  const library = await PDFiumLibrary.init();
  try {
    return textOf(await library.loadDocument(bytes));
  } catch (error) {
    const isProtected = /password|security/i.test((error as Error).message);
    return {
      problem: 'unreadable',
      reason: isProtected ? 'the PDF is protected by a password' : 'the PDF is damaged',
    };
  }
}

function textOf(document: PDFiumDocument): IsolatedAnswer {
  const pages: string[] = [];
  let characters = 0;
  let hasText = false;
  for (const page of document.pages()) {
    const text = plain(page.getText());
    const isBlank = text.trim() === '';
    hasText ||= !isBlank;
    // A scan beside pages of text: the model is told that there is something it does not see.
    pages.push(isBlank && page.getObjectCount() > 0 ? `[Page ${pages.length + 1} has no text.]` : text);
    characters += text.length;
    if (characters > MAX_CHARACTERS) {
      return { problem: 'too-large', reason: `the PDF has more than ${MAX_CHARACTERS} characters of text` };
    }
  }
  if (!hasText) return { problem: 'unreadable', reason: 'the PDF has no text; what is on images is not read' };
  return { content: pages.join('\n\n') };
}

/** PDFium ends lines as Windows does, and marks a hyphen at the end of a line by U+FFFE. */
function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\uFFFE', '-');
}
