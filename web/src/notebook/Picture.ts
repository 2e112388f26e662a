/** In place of query/Picture: an answer in a notebook has rows alone. */
export const Picture = (_: { iris: string[]; more: boolean }): null => null;
