// What a system loads beside its snippet; the request itself is made by the snippet.
