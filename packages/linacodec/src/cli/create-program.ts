import { Command, Option } from 'commander';
import { type BenchOptions, benchCommand } from './bench-command.ts';
import type { CliSystem } from './cli-system.ts';
import { DECODE_MODES, type DecodeOptions, decodeCommand } from './decode-command.ts';
import { errorLine } from './error-line.ts';
import { fetchCommand } from './fetch-command.ts';
import { HELP } from './help-texts.ts';
import { type InfoOptions, infoCommand } from './info-command.ts';
import { OUTPUT_FORMATS } from './output-format.ts';
import { parseCount } from './parse-count.ts';

/** As wide as the texts in HELP, whatever the terminal. */
const HELP_COLUMNS = 120;
const DEFAULT_RUNS = 3;

/**
 * The commands and their options. Throws a CommanderError where commander would end the process.
 * @param print takes help and version, which are answers; what is wrong goes to standard error
 */
export function createProgram(system: CliSystem, print: (text: string) => void): Command {
  const program = new Command('linacodec')
    .description('Turns LinaCodec tokens and a speaker embedding into 48 kHz audio.')
    .version(system.version)
    .exitOverride()
    .configureOutput({
      writeOut: print,
      writeErr: (text) => system.stderr.write(text),
      outputError: (text, write) => write(errorLine(text.replace(/^error: /, ''))),
      getOutHelpWidth: () => HELP_COLUMNS,
      getErrHelpWidth: () => HELP_COLUMNS,
    })
    .addHelpText('after', HELP.program);
  addDecode(program, system);
  addInfo(program, system);
  addFetch(program, system);
  addBench(program, system);
  return program;
}

function addDecode(program: Command, system: CliSystem): void {
  const decode = program
    .command('decode')
    .description('decode tokens into a WAV file or bare 16-bit samples')
    .argument('<tokens>', 'JSON or NDJSON with the tokens, or - for standard input')
    .requiredOption('-o, --output <path>', 'a .wav or .pcm file, or - for standard output')
    .addOption(new Option('--mode <mode>', 'as one utterance, or as it comes').choices(DECODE_MODES).default('exact'))
    .addOption(new Option('--format <format>', 'of the output, where its name does not tell').choices(OUTPUT_FORMATS));
  addModelOptions(decode)
    .addHelpText('after', HELP.decode)
    .action((path: string, options: DecodeOptions) => decodeCommand(path, options, system));
}

function addInfo(program: Command, system: CliSystem): void {
  const info = program.command('info').description('show the model, its set-up and its speed on this machine');
  addModelOptions(info)
    .option('--json', 'as JSON')
    .addHelpText('after', HELP.info)
    .action((options: InfoOptions) => infoCommand(options, system));
}

function addFetch(program: Command, system: CliSystem): void {
  program
    .command('fetch')
    .description('download a model from the Hugging Face hub and print its folder')
    .argument('[repo]', 'owner/name or owner/name@revision; LINACODEC_MODEL or the official model when absent')
    .addHelpText('after', HELP.fetch)
    .action((model: string | undefined) => fetchCommand(model, system));
}

function addBench(program: Command, system: CliSystem): void {
  const bench = program.command('bench').description('measure decoding on this machine');
  addModelOptions(bench)
    .addOption(new Option('--runs <n>', 'measurements of each figure').argParser(parseCount).default(DEFAULT_RUNS))
    .option('--json', 'as JSON')
    .addHelpText('after', HELP.bench)
    .action((options: BenchOptions) => benchCommand(options, system));
}

function addModelOptions(command: Command): Command {
  return command
    .option('--model <model>', 'a folder, a repository of the hub, or nano, which is built in')
    .option('--fast', 'quicker, not bit for bit the reference')
    .addOption(new Option('--threads <n>', 'of each worker').argParser(parseCount))
    .addOption(new Option('--workers <n>', 'decoders side by side').argParser(parseCount));
}
