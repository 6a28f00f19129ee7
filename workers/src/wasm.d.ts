/** A module of WebAssembly, compiled when the worker is put together. */
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
