// Streamlit asks the server whether it is there and how it is set up, and connects when
// both are answered. Told where the server is, and what else it would wait for, it
// connects at once, and asks besides. The page takes messages of no other origin.
Object.assign(window, {
  __streamlit: {
    BACKEND_BASE_URL: new URL(".", location.href).href,
    HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
  },
});
