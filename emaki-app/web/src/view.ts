/** A view fills the page until it is closed. */
export interface View {
  close(): void;
}
