/**
 * Browsers and their extensions that translate a page all the same put texts into elements of their own (`<font>`), and React then
 * fails at taking a text away, or at putting something before it, where it left it. So it is looked for where it is now.
 */
function wrapperOf(parent: Node, child: Node): Node | null {
  for (let node: Node | null = child; node !== null; node = node.parentNode) if (node.parentNode === parent) return node;
  return null;
}

if (typeof Node !== "undefined") {
  const { insertBefore, removeChild } = Node.prototype;
  Node.prototype.removeChild = function <Child extends Node>(this: Node, child: Child): Child {
    const wrapper = wrapperOf(this, child);
    if (wrapper === null || wrapper === child) return removeChild.call(this, child) as Child;
    removeChild.call(this, wrapper);
    return child;
  };
  Node.prototype.insertBefore = function <Added extends Node>(this: Node, added: Added, before: Node | null): Added {
    return insertBefore.call(this, added, before && (wrapperOf(this, before) ?? before)) as Added;
  };
}
