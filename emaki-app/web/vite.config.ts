import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, defineConfig, type Plugin } from 'vite';

const common = { target: 'es2022', emptyOutDir: true, chunkSizeWarningLimit: 900 };

/** Builds the page that carries its run: one script and one style, which `emaki export` puts into the file. */
function standalone(): Plugin {
  let folder = '';
  return {
    name: 'standalone',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle: {
      order: 'pre',
      sequential: true,
      async handler() {
        await build({
          configFile: false,
          logLevel: 'warn',
          build: {
            ...common,
            outDir: join(folder, 'standalone'),
            lib: { entry: 'src/page/main.ts', formats: ['iife'], name: 'page', fileName: () => 'page.js' },
            cssCodeSplit: false,
            rollupOptions: { output: { assetFileNames: 'page[extname]' } },
          },
        });
      },
    },
  };
}

/** Writes files.txt: the server gives out what stands in it and nothing else. */
function fileList(): Plugin {
  let folder = '';
  return {
    name: 'file-list',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        const files = readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && entry.name !== 'files.txt')
          .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1).replaceAll('\\', '/'))
          .sort();
        writeFileSync(join(folder, 'files.txt'), files.join('\n') + '\n');
      },
    },
  };
}

export default defineConfig({
  base: '/',
  // Nothing may be inlined: the policy of the page allows its own files alone.
  build: { ...common, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  plugins: [standalone(), fileList()],
});
