/**
 * libopus as WebAssembly, compiled when the worker is put together: the platform compiles none while it runs. The build
 * without SIMD: the other one is no faster at what is asked of it here, and a fifth larger.
 */
export { default as libopus } from '../node_modules/@evan/opus/wasm/opus.wasm';
