import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  // Relative: every route is one segment deep, so the pages work below any base path as they are.
  base: './',
  plugins: [react()],
  build: {
    outDir: '../target/classes/dev/belfry/console/pages',
    emptyOutDir: true,
    // No data: URLs: the content security policy allows this origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    chunkSizeWarningLimit: 700,
  },
});
