import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** What the edge answers itself; everything else is the page. */
const EDGE_PATHS = ['/api', '/v1', '/tts', '/health', '/ready', '/docs', '/openapi.json'];

const edge = `http://127.0.0.1:${process.env.EDGE_PORT || 8787}`;

/** The page is built to the folder that the worker serves, and in development asks the edge that runs beside it. */
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: '../../dist/studio',
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy knows no `data:`, and browsers that take modules preload them by themselves.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(EDGE_PATHS.map((path) => [path, edge])),
  },
});
