import { array, assert, constantFrom, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heldBack, StopTexts } from './stop-texts.js';

function play(stops: string[], pieces: string[]) {
  const stopTexts = new StopTexts(stops);
  const shown: string[] = [];
  for (const piece of pieces) {
    const { text, stopped } = stopTexts.push(piece);
    shown.push(text);
    if (stopped) return { shown, stopped };
  }
  return { shown: [...shown, stopTexts.flush()], stopped: false };
}

describe('stop texts', () => {
  it.each([
    { stops: ['5'], pieces: ['4', ', ', '5', ', 6'], shown: ['4', ', ', ''], stopped: true },
    { stops: ['END'], pieces: ['a E', 'N', 'D b'], shown: ['a ', '', ''], stopped: true },
    { stops: ['END'], pieces: ['a E', 'N', 'E b'], shown: ['a ', '', 'ENE b', ''], stopped: false },
    { stops: ['END'], pieces: ['the E', 'N'], shown: ['the ', '', 'EN'], stopped: false },
    { stops: ['b', 'ab'], pieces: ['xab'], shown: ['x'], stopped: true },
    { stops: [], pieces: ['a', 'b'], shown: ['a', 'b', ''], stopped: false },
    { stops: [''], pieces: ['a'], shown: ['a', ''], stopped: false },
  ])('$stops in $pieces', ({ stops, pieces, shown, stopped }) => {
    expect(play(stops, pieces)).toEqual({ shown, stopped });
  });

  it('are found however the text is cut', () => {
    const texts = array(constantFrom('a', 'b'), { maxLength: 30 }).map((letters) => letters.join(''));
    const stops = array(constantFrom('ab', 'aab', 'bba', 'abab'), { minLength: 1, maxLength: 3 });
    assert(
      property(texts, stops, array(nat(5), { maxLength: 30 }), (whole, marks, cuts) => {
        const pieces: string[] = [];
        let rest = whole;
        for (const cut of cuts) {
          pieces.push(rest.slice(0, cut));
          rest = rest.slice(cut);
        }
        pieces.push(rest);
        const ends = marks.map((mark) => whole.indexOf(mark)).filter((index) => index >= 0);
        const first = ends.length > 0 ? Math.min(...ends) : undefined;
        const { shown, stopped } = play(marks, pieces);

        expect({ text: shown.join(''), stopped }).toEqual({
          text: whole.slice(0, first),
          stopped: first !== undefined,
        });
      }),
    );
  });
});

describe('what is held back', () => {
  it.each([
    ['ab<th', ['<think>'], 3],
    ['ab<think>', ['<think>'], 0],
    ['aa', ['aab', 'ab'], 2],
    ['xyz', [], 0],
  ])('of %j for %j', (text, marks, length) => {
    expect(heldBack(text, marks)).toBe(length);
  });
});
