const AUDIO_FORMATS = ['wav', 'mp3', 'flac', 'ogg', 'webm', 'm4a'] as const;
export type AudioFormat = (typeof AUDIO_FORMATS)[number];

const SIGNATURES: readonly { format: AudioFormat; offset: number; bytes: string }[] = [
  { format: 'flac', offset: 0, bytes: 'fLaC' },
  { format: 'ogg', offset: 0, bytes: 'OggS' },
  { format: 'webm', offset: 0, bytes: '\x1a\x45\xdf\xa3' },
  { format: 'm4a', offset: 4, bytes: 'ftyp' },
  { format: 'mp3', offset: 0, bytes: 'ID3' },
];

/** What a recording is by its first bytes, whatever its name says; undefined when it is none that is known. */
export function audioFormatOf(data: Uint8Array): AudioFormat | undefined {
  const head = String.fromCharCode(...data.subarray(0, 12));
  if (head.startsWith('RIFF') && head.startsWith('WAVE', 8)) return 'wav';
  return SIGNATURES.find(({ offset, bytes }) => head.startsWith(bytes, offset))?.format ?? frameFormat(data);
}

/**
 * An mp3 without tags begins with a frame: eleven bits are set, and the layer is II or III. Layer I, which nobody uses, would
 * take in the texts that begin with a byte order mark of UTF-16.
 */
function frameFormat([first = 0, second = 0]: Uint8Array): AudioFormat | undefined {
  const isSync = first === 0xff && (second & 0xe0) === 0xe0;
  const layer = second & 0x06;
  return isSync && (layer === 0x02 || layer === 0x04) ? 'mp3' : undefined;
}

export function listAudioFormats(): string {
  return `${AUDIO_FORMATS.slice(0, -1).join(', ')} and ${AUDIO_FORMATS.at(-1)}`;
}
