const theme = document.cookie.split("; ").find(c => c.startsWith("theme="));
if (theme) document.documentElement.dataset.theme = theme.slice("theme=".length);
