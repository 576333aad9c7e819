// Makes a PNG of an SVG, twice as large as its pixels, and saves it. What is too large for a canvas is made as large as it can be.
const mostSide = 16384;
const mostArea = 120e6;

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
  const scale = Math.min(2, mostSide / Math.max(width, height), Math.sqrt(mostArea / (width * height)));
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
  // The browser has begun to save it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
