const form = document.getElementById("cover");
form.addEventListener("submit", async event => {
  event.preventDefault();
  const image = form.image.files[0];
  const response = await fetch(`/editor/articles/${form.article.value}/cover`, {
    method: "PUT",
    headers: { "Content-Type": image.type },
    body: image,
  });
  form.querySelector("output").textContent = response.ok ? "Uploaded." : `Not uploaded (${response.status}).`;
});
