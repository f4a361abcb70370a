/** The n-th short name, counted from 0: A … Z, AA, AB … as columns of a spreadsheet are named. */
export function toLetter(index: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  let rest = index;
  let letter = "";
  do {
    letter = letters.charAt(rest % 26) + letter;
    rest = Math.floor(rest / 26) - 1;
  } while (rest >= 0);
  return letter;
}
