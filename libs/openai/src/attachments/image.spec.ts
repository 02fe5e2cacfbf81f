import { describe, expect, it } from 'vitest';
import { imageFormatOf } from './image-format.js';
import { takeImage } from './image.js';

const PNG = 'iVBORw0KGgo=';
const PARAM = 'messages[0].content[0].image_url.url';

function take(url: string) {
  const placed: string[] = [];
  const attachment = takeImage(url, PARAM, (data) => placed.push(data));
  return { attachment, placed };
}

describe('takeImage', () => {
  it.each([
    ['png', `data:image/png;base64,${PNG}`, PNG],
    ['jpeg', 'data:image/jpeg;base64,/9j/4AAQSkZJRgAB', '/9j/4AAQSkZJRgAB'],
    ['webp', 'data:image/webp;base64,UklGRiIAAABXRUJQVlA4', 'UklGRiIAAABXRUJQVlA4'],
    ['a type in capitals, with a parameter', `DATA:IMAGE/PNG;name=a.png;BASE64,${PNG}`, PNG],
    ['no type', `data:;base64,${PNG}`, PNG],
    ['a type that lies', `data:image/gif;base64,${PNG}`, PNG],
    ['a type of no image', `data:application/pdf;base64,${PNG}`, PNG],
    ['broken lines', 'data:image/png;base64,iVBO\r\nRw0K\nGgo=\n', PNG],
  ])('places %s at once', (_, url, data) => {
    expect(take(url)).toEqual({ attachment: undefined, placed: [data] });
  });

  it.each([
    ['an http URL', 'http://example.com/a', { url: 'http://example.com/a' }],
    ['an https URL in capitals', 'HTTPS://example.com/a', { url: 'HTTPS://example.com/a' }],
    ['a gif', 'data:image/png;base64,R0lGODlh', { data: 'R0lGODlh', mediaType: 'image/png' }],
  ])('leaves %s to be got', (_, url, source) => {
    const { attachment, placed } = take(url);
    expect(attachment).toMatchObject({ kind: 'image', param: PARAM, source });
    expect(placed).toEqual([]);
    attachment?.fill('data');
    expect(placed).toEqual(['data']);
  });

  it.each([
    ['AAAA', 'invalid_image_url', 'expected an http(s) URL or a data URL with base64 data (data:image/png;base64,…)'],
    [
      'ftp://example.com/a.png',
      'invalid_image_url',
      'expected an http(s) URL or a data URL with base64 data (data:image/png;base64,…)',
    ],
    [
      'data:image/png,x',
      'invalid_image_url',
      'expected an http(s) URL or a data URL with base64 data (data:image/png;base64,…)',
    ],
    ['data:image/png;base64,@@@@', 'invalid_base64_image', 'the data is not base64'],
    ['data:image/png;base64,AAA', 'invalid_base64_image', 'the data is not base64'],
    ['data:image/png;base64,', 'empty_image_file', 'there is no data'],
    [
      'data:image/png;base64,AAAA',
      'unsupported_image_media_type',
      'its data is of no known image format; png, jpeg, webp and gif are supported',
    ],
    [
      'data:image/png;base64,Qk02AAAA',
      'unsupported_image_media_type',
      'it is of the format bmp; png, jpeg, webp and gif are supported',
    ],
  ])('refuses %j', (url, code, reason) => {
    expect(() => take(url)).toThrow(
      expect.objectContaining({ status: 400, param: PARAM, code, message: `Invalid image in '${PARAM}': ${reason}.` }),
    );
  });
});

describe('imageFormatOf', () => {
  it.each([
    ['png', '\x89PNG\r\n\x1a\n\0\0\0\r'],
    ['jpeg', '\xff\xd8\xff\xe0'],
    ['webp', 'RIFF\x10\0\0\0WEBP'],
    ['gif', 'GIF89a'],
    ['gif', 'GIF87a'],
    ['bmp', 'BM6\0'],
    ['tiff', 'II*\0'],
    ['tiff', 'MM\0*'],
    ['ico', '\0\0\x01\0'],
    ['avif', '\0\0\0\x1cftypavif'],
    ['heic', '\0\0\0\x18ftypheic'],
    ['heic', '\0\0\0\x18ftypmif1'],
    [undefined, ''],
    [undefined, '\x89PNG'],
    [undefined, 'RIFF\x10\0\0\0WAVE'],
    [undefined, '<svg xmlns='],
    [undefined, ' \xff\xd8\xff'],
  ])('sees %s in %j', (format, head) => {
    expect(imageFormatOf(head)).toBe(format);
  });
});
