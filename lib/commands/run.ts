/** Runs a command's main function; a failure is one readable message and exit code 1, whatever still runs. */
export async function run(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : cause);
    process.exit(1);
  }
}
