/**
 * LAME as WebAssembly, compiled when the worker is put together: the platform compiles none while it runs. By its file,
 * because bundlers tell such a module by its ending, which the package's own name for it has not.
 */
export { default as lame } from '../node_modules/wasm-media-encoders/wasm/mp3.wasm';
