/** Texts under the options of `--help`: what a reader copies first. */
export const HELP = {
  program: `
Exit codes: 0 done, 1 the work failed, 2 wrong use, 3 bad tokens, 4 the model cannot be had or used, 130 interrupted.
LINACODEC_MODEL names the model when --model does not; LINACODEC_DEBUG=1 adds stacks to errors.
`,
  decode: `
The input is {"tokens": [...], "embedding": [...]} with 128 values in the embedding, alone, one on each line, in arrays,
or inside a reply of RunPod. An exact decode takes all of it as one utterance; a progressive one writes sound while
tokens still come in.

Examples:
  linacodec decode tokens.json -o speech.wav
  linacodec decode tokens.ndjson -o speech.pcm --model YatharthS/LinaCodec
  produce-tokens | linacodec decode - -o - --mode progressive | ffplay -nodisp -autoexit -
`,
  info: `
Examples:
  linacodec info
  linacodec info --model ./checkpoint --json
`,
  fetch: `
Examples:
  linacodec fetch
  linacodec fetch YatharthS/LinaCodec@main
`,
  bench: `
The real-time factor is the time for a second of audio: below 1 is quicker than it plays.

Examples:
  linacodec bench
  linacodec bench --model YatharthS/LinaCodec --threads 2 --runs 5 --json
`,
} as const;
