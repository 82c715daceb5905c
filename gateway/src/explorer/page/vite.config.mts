import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The page is served by the gateway itself, with everything it needs: no content delivery network, works offline.
export default defineConfig({
  base: '/explorer/',
  plugins: [react()],
  build: {
    outDir: '../../../dist/explorer',
    emptyOutDir: true,
    chunkSizeWarningLimit: 8000,
    reportCompressedSize: false,
    rolldownOptions: {
      onwarn(warning, report) {
        // Directives for a compiler that has already run over the library.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') report(warning);
      },
    },
  },
  worker: { format: 'es' },
});
