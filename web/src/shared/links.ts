/** Where things and articles have a page: in the explorer, or, in a notebook, wherever the web has one. */
import { createContext } from "preact";
import { articlePage, pageOf } from "../address";

export interface Links {
  thing: (iri: string) => string | undefined;
  article: (iri: string, at?: string) => string | undefined;
  /** Whether they lead out of this page, and are opened beside it. */
  outside: boolean;
}
export const Links = createContext<Links>({ thing: pageOf, article: articlePage, outside: false });
