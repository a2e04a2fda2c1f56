export default function Home() {
  return <main>Siga</main>;
}
