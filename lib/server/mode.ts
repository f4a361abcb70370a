/** What `npm run demo` and `npm run dev` add to the environment of the server they start. Not a setting for users. */
export const simulated = { GHOSTLINE_SIMULATED: "yes" } as const;

export function isSimulated(): boolean {
  return process.env.GHOSTLINE_SIMULATED === simulated.GHOSTLINE_SIMULATED;
}
