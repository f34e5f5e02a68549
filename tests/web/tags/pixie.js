// Xandr's loader for its newer pixel; the audience request itself is made by the shop's snippet.
window.pixie = window.pixie || function () {};
