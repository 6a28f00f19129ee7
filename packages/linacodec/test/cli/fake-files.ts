import type { FileKind, Files, WritableFile } from '../../src/cli/cli-system.ts';

/** An error as the operating system gives it. */
export function systemError(code: string, path?: string): Error {
  return Object.assign(new Error(`${code}: something`), { code, ...(path === undefined ? {} : { path }) });
}

/** Files in memory. `/out` and `/in` are folders, `/dev/...` are devices; `links` lead elsewhere. */
export class FakeFiles implements Files {
  readonly contents = new Map<string, Uint8Array>();
  readonly links = new Map<string, string>();
  /** Files that are open for writing. */
  open = 0;
  /** Error of every write from now on. */
  writeError: Error | undefined;

  async read(path: string): Promise<AsyncIterable<Uint8Array>> {
    const bytes = this.contents.get(path);
    if (bytes === undefined) throw systemError('ENOENT', path);
    return (async function* () {
      yield bytes;
    })();
  }

  async look(path: string): Promise<{ kind: FileKind; path: string }> {
    const target = this.links.get(path) ?? path;
    if (target === '/out' || target === '/in') return { kind: 'folder', path: target };
    if (target.startsWith('/dev/')) return { kind: 'other', path: target };
    return { kind: this.contents.has(target) ? 'file' : 'missing', path: target };
  }

  async write(path: string, { fresh }: { fresh: boolean }): Promise<WritableFile> {
    if (!/^\/(out|dev)\//.test(path)) throw systemError('ENOENT', path);
    if (fresh && this.contents.has(path)) throw systemError('EEXIST', path);
    this.contents.set(path, new Uint8Array());
    this.open += 1;
    return {
      write: async (bytes, position) => this.#put(path, bytes, position),
      close: async () => {
        this.open -= 1;
      },
    };
  }

  async rename(from: string, to: string): Promise<void> {
    const bytes = this.contents.get(from);
    if (bytes === undefined) throw systemError('ENOENT', from);
    this.contents.set(to, bytes);
    this.contents.delete(from);
  }

  async remove(path: string): Promise<void> {
    this.contents.delete(path);
  }

  #put(path: string, bytes: Uint8Array, position?: number): void {
    if (this.writeError !== undefined) throw this.writeError;
    const before = this.contents.get(path) ?? new Uint8Array();
    const at = position ?? before.length;
    const after = new Uint8Array(Math.max(before.length, at + bytes.length));
    after.set(before);
    after.set(bytes, at);
    this.contents.set(path, after);
  }
}
