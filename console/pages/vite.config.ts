import react from '@vitejs/plugin-react';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** A part of Mantine without its styles would look wrong, and nothing else would tell. */
function mantineStyles(): Plugin {
  const styles = 'node_modules/@mantine/core/styles';
  return {
    name: 'mantine-styles',
    generateBundle(_, bundle) {
      const imported = readFileSync('src/theme/mantine.css', 'utf8');
      const missing = new Set<string>();
      for (const file of Object.values(bundle)) {
        for (const [id, { renderedLength }] of file.type === 'chunk' ? Object.entries(file.modules) : []) {
          const name = /@mantine\/core\/.*\/(\w+)\.module\.m?js/.exec(id)?.[1];
          if (name && renderedLength > 0 && existsSync(`${styles}/${name}.layer.css`) && !imported.includes(`/${name}.layer.css`)) missing.add(name);
        }
      }
      if (missing.size > 0) this.error(`src/theme/mantine.css lacks ${[...missing].join(', ')}`);
    },
  };
}

/** The console sends these files as they are. They are made of what was written: until then, other plugins change the code. */
function compressed(): Plugin {
  const smallest = 1024;
  return {
    name: 'compressed',
    writeBundle({ dir = '.' }, bundle) {
      for (const name of Object.keys(bundle).filter((each) => /\.(js|css)$/.test(each))) {
        const source = readFileSync(`${dir}/${name}`);
        if (source.length < smallest) continue;
        writeFileSync(`${dir}/${name}.br`, brotliCompressSync(source, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: source.length } }));
        writeFileSync(`${dir}/${name}.gz`, gzipSync(source, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  // Relative: every route is one segment deep, so the pages work below any base path as they are.
  base: './',
  plugins: [react(), mantineStyles(), compressed()],
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
