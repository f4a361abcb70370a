/** What AWS answers to a call it will not carry out: its error code and a text that names what was wrong. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
