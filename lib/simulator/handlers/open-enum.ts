/** AWS's enums are open: the world may say a word that this SDK's model does not list, and the wire carries any text. */
export function toOpenEnum<Enum extends string>(text: string): Enum {
  return text as Enum;
}
