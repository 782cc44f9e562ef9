/** The book's name, as titles and the header show it. */
export const BOOK_NAME = "Interleave";
