// <button data-language="zh-Hans"> shows the page in this language. The server writes all texts, so the page is loaded again.
addEventListener('click', event => {
  const button = event.target.closest('[data-language]');
  if (!button || button.dataset.language === document.documentElement.lang)
    return;
  const path = new URL(document.baseURI).pathname;
  const secure = location.protocol === 'https:' ? ';secure' : '';
  document.cookie = `language=${button.dataset.language};path=${path};max-age=31536000;samesite=lax${secure}`;
  location.reload();
});
