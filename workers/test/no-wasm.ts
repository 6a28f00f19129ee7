/** In the place of a module of WebAssembly, which only the build of the worker compiles; no test here encodes by it. */
export default {};
