import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Modules are loaded once for all files: no test changes them.
    isolate: false,
    maxWorkers: 2,
    // How long something takes is the benchmark's business: a busy machine is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
