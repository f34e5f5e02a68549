// Takes the ad's markup out of the frame's name and writes it, then empties the name.
const [, length, rest] = window.name.match(/^[^;]*;(\d+);(.*)$/s);
window.name = "";
document.write(rest.slice(0, Number(length)));
