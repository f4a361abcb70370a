/** A call that AWS will not carry out, with a text that names what was wrong. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

export function refuse(message: string): never {
  throw new Refusal(message);
}

/** The row of that name, or a refusal that says which there are. */
export function findNamed<Row>(rows: ReadonlyMap<string, Row>, name: string, missing: string): Row {
  return rows.get(name) ?? refuse(`${missing}: ${name}; known are: ${[...rows.keys()].join(", ") || "none"}`);
}
