import { Node } from "@tiptap/core";

/** A picture of the shop's own store. The API makes its size and widths of its address. */
export const pictureNode = Node.create({
  name: "picture",
  group: "block",
  draggable: true,
  addAttributes: () => ({ src: { default: "" }, alt: { default: "" } }),
  parseHTML: () => [{ tag: 'img[src*="/api/v1/media/descriptions/"]' }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
});
