// Converts an SVG to a PNG of twice its size, or as large as a canvas can be, and saves it as a file.
const maxSide = 16384;
const maxArea = 120e6;

export async function savePicture(address, name) {
  const answer = await fetch(address);
  if (!answer.ok)
    throw new Error(`HTTP ${answer.status}`);
  const source = URL.createObjectURL(new Blob([await answer.text()], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = source;
    await image.decode();
    save(await draw(image), name);
  } finally {
    URL.revokeObjectURL(source);
  }
}

async function draw(image) {
  const { width, height } = image;
  const scale = Math.min(2, maxSide / Math.max(width, height), Math.sqrt(maxArea / (width * height)));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.floor(width * scale), Math.floor(height * scale)];
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  const picture = await new Promise(resolve => canvas.toBlob(resolve, 'image/png'));
  if (!picture)
    throw new Error('The canvas has no picture.');
  return picture;
}

function save(picture, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(picture);
  link.download = name;
  link.click();
  // The address is released only later, when the browser has started to save the file.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
